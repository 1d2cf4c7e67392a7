export interface Fault {
  id: number; path: string; times: number;
  errcode?: number | undefined; httpStatus?: number | undefined; latencyMs?: number | undefined; brokenJson?: boolean | undefined; reset?: boolean | undefined;
}

/** What goes wrong with the next calls. */
export interface Faults {
  add(fault: Omit<Fault, 'id'>): Fault;
  list(): Fault[];
  clear(id?: number): void;
  /** The fault that this call meets, used up by one. */
  take(path: string): Fault | undefined;
}

export function openFaults(): Faults {
  let faults: Fault[] = [];
  let count = 0;
  return {
    add(given) {
      count += 1;
      const fault = { id: count, ...given };
      faults.push(fault);
      return fault;
    },
    list: () => faults.map((fault) => ({ ...fault })),
    clear(id) { faults = id === undefined ? [] : faults.filter((fault) => fault.id !== id); },
    take(path) {
      const fault = faults.find((each) => each.path === '*' || each.path === path);
      if (!fault) return undefined;
      fault.times -= 1;
      if (fault.times <= 0) faults = faults.filter((each) => each !== fault);
      return fault;
    },
  };
}
