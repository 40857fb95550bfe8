console.log(require("dayjs")().format());
