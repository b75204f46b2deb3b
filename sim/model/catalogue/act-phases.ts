/** How the acts of states stand to a jurisdiction: none ever, one to come, one in force, all over. */
export const actPhases = ["untouched", "before", "during", "after"] as const;
