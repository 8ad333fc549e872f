console.log("hello");
require("../levels");
