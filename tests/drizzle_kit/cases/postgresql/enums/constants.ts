export const COLOURS = ["red", "green"] as const;
export const SIZES = { small: "S", large: "L" } as const;

export enum Direction {
  Up = "up",
  Down = "down",
}

export const Shape = { Round: "round", Square: "square" } as const;
