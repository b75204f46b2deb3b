/** Clouds: one row a firm. */
export const cloudSpec = {
  /** List price of an hour of an H100-equivalent where its costs are the mean, and what such an hour costs it. [USD/h] */
  price: "f64",
  cost: "f64",
  /** Over its regions; rented on average over the epoch, asked for, and owned. [H100e] */
  sold: "f64",
  wanted: "f64",
  capacity: "f64",
  /** Of the epoch. [USD/h] */
  revenue: "f64",
  profit: "f64",
  /** Since the start. [USD] */
  earned: "f64",
  /** Part of what was asked for that it could serve, averaged over the memory of clients, 0…1. */
  reputation: "f64",
} as const;
export type CloudSpec = typeof cloudSpec;
