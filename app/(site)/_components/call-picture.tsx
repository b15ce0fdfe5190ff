import { REFUSALS } from "@/lib/edge/verdict";
import worldTile from "../world-tile.png";

/** One call, drawn as it travels: what is sent, what comes back, and what a wrong key gets. Nothing in it is made up. */
export function CallPicture({ baseUrl }: { baseUrl: string }) {
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface shadow-pop">
      <p className="border-b border-line bg-sunken px-4 py-3 font-mono text-sm break-all">
        <span className="text-ink-faint">GET </span>
        <span className="text-ink-muted">{baseUrl}</span>
        <span>/map/1/tile/basic/main/0/0/0.png</span>
        <span className="text-ink-muted">?view=Unified&amp;</span>
        <span className="rounded-sm bg-accent-soft px-1 py-0.5 text-accent-ink">key=kw_…</span>
      </p>
      <div className="grid sm:grid-cols-[256px_minmax(0,1fr)]">
        <figure className="border-line bg-sunken max-sm:border-b sm:border-r">
          {/* biome-ignore lint/performance/noImgElement: a tile is drawn at its own size, as in a map. */}
          <img
            src={worldTile.src}
            width={256}
            height={256}
            alt="A map of the whole world, the tile this call returns"
            className="mx-auto block"
          />
        </figure>
        <div className="grid content-center gap-3 px-4 py-3">
          <Answer status="200 OK" tone="bg-ok">
            {
              'Content-Type: image/png\nRateLimit-Policy: "qps";q=1000;w=1\nRateLimit: "qps";r=999;t=1\nX-Request-Id: req_…'
            }
          </Answer>
          <div className="border-t border-line pt-3">
            <Answer
              status={`${REFUSALS.key_invalid.status} key_invalid`}
              when="one character of the key differs"
              tone="bg-danger"
            >
              {`${REFUSALS.key_invalid.meaning} ${REFUSALS.key_invalid.mend}`}
            </Answer>
          </div>
        </div>
      </div>
    </div>
  );
}

type AnswerProps = {
  status: string /** What differs from the call above. */;
  when?: string;
  tone: string;
  children: string;
};

function Answer({ status, when, tone, children }: AnswerProps) {
  return (
    <div>
      <p className="flex flex-wrap items-center gap-x-2 text-sm">
        <span aria-hidden="true" className={`size-2 rounded-full ${tone}`} />
        <span className="font-mono font-medium">{status}</span>
        {when ? <span className="text-ink-muted">{when}</span> : null}
      </p>
      <p className="mt-1 font-mono text-xs leading-5 break-words whitespace-pre-line text-ink-muted">
        {children}
      </p>
    </div>
  );
}
