const ms = require("ms");
const { add } = require("./native/build/Release/add.node");

if (add(2, 3) !== 5) process.exit(1);
console.log(ms(add(1000, 1000)));
