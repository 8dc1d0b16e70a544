export interface Slot {
  id: number;
  start: string;
  minutes: number;
}

export interface SlotPage {
  slots: Slot[];
  next: number | null;
}

/** Free slots of a centre, a page at a time, the earliest first. */
export async function loadSlots(center: string, page: number, signal?: AbortSignal): Promise<SlotPage> {
  const response = await fetch(`/api/centres/${center}/creneaux.json?page=${page}`, { signal });
  if (!response.ok) throw new Error(`slots of ${center}: ${response.status}`);
  return response.json();
}

/** Slots under the day they fall on, in local time. */
export function groupByDay(slots: Slot[]): Record<string, Slot[]> {
  return slots.reduce<Record<string, Slot[]>>((days, slot) => {
    const day = new Date(slot.start).toLocaleDateString("fr-FR", { dateStyle: "full" });
    return { ...days, [day]: [...(days[day] ?? []), slot] };
  }, {});
}

/** Minutes on offer on each day. */
export function minutesByDay(days: Record<string, Slot[]>): Map<string, number> {
  const total = new Map<string, number>();
  for (const [day, slots] of Object.entries(days)) {
    total.set(day, slots.reduce((sum, slot) => sum + slot.minutes, 0));
  }
  return total;
}
