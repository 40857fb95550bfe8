require("lodash");
