require("@nestjs/core");
