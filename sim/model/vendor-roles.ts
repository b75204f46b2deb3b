/**
 * What the model asks of a maker of accelerators: who gets what is made, and at what price. Policies in `sim/agents/vendor`
 * answer; they see orders as columns, one row an open order of that vendor, and change nothing.
 */

/** Open orders of one vendor, oldest first. Amounts in H100-equivalents. */
export interface OrderView {
  readonly count: number;
  /** The same number for all orders of one buyer. */
  readonly buyer: Int32Array;
  /** Still to be shipped, > 0. [H100e] */
  readonly wanted: Float64Array;
  /** Ordered at first. [H100e] */
  readonly ordered: Float64Array;
  /** All that the buyer holds, of any vendor. [H100e] */
  readonly holdings: Float64Array;
  /** All that this vendor has shipped to the buyer. [H100e] */
  readonly bought: Float64Array;
  /** Most that the buyer would pay. [USD/H100e] */
  readonly bid: Float64Array;
  /** Elasticity of demand of buyers of its size, as a positive number. */
  readonly elasticity: Float64Array;
  /** A uniform draw of the order at this allocation, in (0, 1); NaN for policies that do not draw lots. */
  readonly draw: Float64Array;
}

/** Who gets what is made. */
export interface VendorAllocation {
  /** Sharing out makes the price, so that the price policy is not asked. Absent means no. */
  readonly makesPrice?: boolean;
  /** Reads `draw`. Absent means no. */
  readonly drawsLots?: boolean;
  /**
   * Writes to `out[0…count)` what each order gets: 0 ≤ outᵢ ≤ wantedᵢ, Σ out ≤ output. [H100e]
   *
   * @param cost  of a unit to the vendor, who sells nothing below it [USD/H100e]
   * @returns price at which these are sold when sharing them out makes one [USD/H100e]; NaN: each pays its own
   */
  allocate(orders: OrderView, output: number, cost: number, out: Float64Array): number;
}

/** What an order pays. */
export interface VendorPricing {
  /**
   * Writes to `out[0…count)` the price of each order. [USD/H100e]
   *
   * @param list  price without discrimination [USD/H100e]
   * @param cost  of a unit to the vendor [USD/H100e]
   */
  price(orders: OrderView, list: number, cost: number, out: Float64Array): void;
}

export interface VendorRoles {
  allocation: VendorAllocation;
  pricing: VendorPricing;
}
