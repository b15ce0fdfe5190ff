import { REFUSALS } from "@/lib/edge/verdict";
import worldTile from "../world-tile.png";

/** One call, drawn as it travels: what is sent, what comes back, and what a wrong key gets. Nothing in it is made up. */
export function CallPicture({ baseUrl }: { baseUrl: string }) {
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface shadow-pop">
      <p className="overflow-x-auto border-b border-line bg-sunken px-4 py-3 font-mono text-sm whitespace-nowrap">
        <span className="text-ink-faint">GET </span>
        <span className="text-ink-muted">{baseUrl}</span>
        <span>/map/1/tile/basic/main/0/0/0.png</span>
        <span className="text-ink-muted">?view=Unified&amp;</span>
        <span className="rounded-sm bg-accent-soft px-1 py-0.5 text-accent-ink">key=kw_…</span>
      </p>
      <div className="grid sm:grid-cols-[256px_minmax(0,1fr)]">
        <figure className="border-line bg-[#a9cad6] max-sm:border-b sm:border-r">
          {/* biome-ignore lint/performance/noImgElement: a tile is drawn at its own size, as in a map. */}
          <img
            src={worldTile.src}
            width={256}
            height={256}
            alt="A map of the whole world, the tile this call returns"
            className="mx-auto block"
          />
        </figure>
        <div className="grid content-center gap-4 p-4">
          <Answer status="200 OK" tone="bg-ok">
            Content-Type: image/png{"\n"}
            RateLimit-Policy: &quot;qps&quot;;q=5;w=1{"\n"}
            RateLimit: &quot;qps&quot;;r=4;t=1{"\n"}
            X-Request-Id: req_…
          </Answer>
          <div className="border-t border-line pt-4">
            <Answer status={`${REFUSALS.key_invalid.status} key_invalid`} tone="bg-danger">
              {`One character of the key changed:\n${REFUSALS.key_invalid.meaning}\n${REFUSALS.key_invalid.mend}`}
            </Answer>
          </div>
        </div>
      </div>
    </div>
  );
}

function Answer({ status, tone, children }: { status: string; tone: string; children: React.ReactNode }) {
  return (
    <div>
      <p className="flex items-center gap-2 font-mono text-sm font-medium">
        <span aria-hidden="true" className={`size-2 rounded-full ${tone}`} />
        {status}
      </p>
      <p className="mt-1.5 font-mono text-xs leading-5 break-words whitespace-pre-line text-ink-muted">
        {children}
      </p>
    </div>
  );
}
