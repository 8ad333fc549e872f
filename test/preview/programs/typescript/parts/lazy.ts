export const word: string = "lazy";
