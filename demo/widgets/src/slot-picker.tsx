import { useCallback, useEffect, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { groupByDay, loadSlots, minutesByDay, type Slot } from "./slots";

const HOLD_MINUTES = 10;

function HoldTimer({ since, onExpire }: { since: number; onExpire: () => void }) {
  const [left, setLeft] = useState(HOLD_MINUTES * 60);

  useEffect(() => {
    setInterval(() => {
      const seconds = HOLD_MINUTES * 60 - Math.floor((Date.now() - since) / 1000);
      setLeft(Math.max(seconds, 0));
      if (seconds <= 0) onExpire();
    }, 1000);
  }, [since, onExpire]);

  return (
    <p role="timer">
      Créneau retenu encore {Math.floor(left / 60)} min {String(left % 60).padStart(2, "0")} s
    </p>
  );
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine);

  useEffect(() => {
    const update = () => setOnline(navigator.onLine);
    window.addEventListener("online", update);
    window.addEventListener("offline", update);
    return () => {
      window.removeEventListener("online", update);
      window.removeEventListener("offline", update);
    };
  }, []);

  return online;
}

function SlotPicker({ center }: { center: string }) {
  const [slots, setSlots] = useState<Slot[]>([]);
  const [next, setNext] = useState<number | null>(null);
  const [loading, setLoading] = useState(true);
  const [chosen, setChosen] = useState<{ slot: Slot; since: number } | null>(null);
  const online = useOnline();
  const days = useMemo(() => groupByDay(slots), [slots]);
  const minutes = useMemo(() => minutesByDay(days), [days]);

  const loadMore = useCallback(async () => {
    if (next === null) return;
    setLoading(true);
    try {
      const page = await loadSlots(center, next);
      setSlots((known) => [...known, ...page.slots]);
      setNext(page.next);
    } finally {
      setLoading(false);
    }
  }, [center, next]);

  useEffect(() => {
    const request = new AbortController();
    loadSlots(center, 1, request.signal)
      .then((page) => {
        setSlots(page.slots);
        setNext(page.next);
        setLoading(false);
      })
      .catch(() => undefined);
    return () => request.abort();
  }, [center]);

  const release = useCallback(() => setChosen(null), []);

  return (
    <>
      {!online && <p role="alert">Vous êtes hors connexion.</p>}
      {Object.entries(days).map(([day, daySlots]) => (
        <section key={day}>
          <h3>{day} ({minutes.get(day)} min)</h3>
          <ul className="cards">
            {daySlots.map((slot) => (
              <li key={slot.id}>
                <button type="button" onClick={() => setChosen({ slot, since: Date.now() })}>
                  {new Date(slot.start).toLocaleTimeString("fr-FR", { timeStyle: "short" })}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {loading && <p><span className="spinner" aria-hidden="true" /> Chargement…</p>}
      {next !== null && !loading && <button type="button" className="button" onClick={loadMore}>Plus de créneaux</button>}
      {chosen && (
        <aside>
          <HoldTimer since={chosen.since} onExpire={release} />
          <a className="button" href={`/rendez-vous/${chosen.slot.id}/`}>Continuer</a>
          <h3>Préparer sa venue</h3>
          <video src="https://media.montrivel.example/preparer-sa-venue.webm" width={480} height={270} autoPlay controls />
          <img src="/static/img/icon-pin.svg" alt="" width={24} height={24} />
        </aside>
      )}
    </>
  );
}

const root = document.getElementById("slot-picker");
if (root) createRoot(root).render(<SlotPicker center={root.dataset.center ?? ""} />);
