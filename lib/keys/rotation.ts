import { DomainError } from "@/lib/errors/domain-error";

/**
 * The rules of a rotation, without a database.
 *
 * A key has exactly one live secret (current, or awaiting its first use) and at most one retiring one: the type says so.
 * Every rule takes the state at one moment and answers the next one with the secrets that ended on the way.
 */
export type Rotation = {
  readonly live: LiveSecret;
  readonly retiring: { readonly id: string; readonly endsAt: Date } | null;
  /** When the key was last rotated. */
  readonly rotatedAt: Date | null;
};

export type LiveSecret = {
  readonly id: string;
  /** Set while the old secret waits for this one's first use: how long it lives on from there. */
  readonly overlapSeconds: number | null;
  /** When it was first accepted, as far as is known. */
  readonly firstUsedAt: Date | null;
};

export type Ended = { readonly id: string; readonly at: Date };
export type Step = { readonly rotation: Rotation; readonly ended: readonly Ended[] };

export type RotationTerms = {
  readonly newSecretId: string;
  readonly overlapSeconds: number;
  readonly startAtFirstUse: boolean;
  readonly endRetiringNow: boolean;
  readonly capSeconds: number;
};

/**
 * In the last moments of a secret nothing is changed about its end any more: an edge may have refused it before it hears
 * of the change, and what has ended never works again. Longer than a transaction, news to every edge and a clock that is
 * a little ahead take together.
 */
export const LAST_MOMENT_MS = 30_000;

/**
 * Brings a rotation to what has become true until `now`.
 *
 * The first use of an awaiting secret makes it current and moves the old one's end to first use + overlap, only ever
 * earlier. A secret whose end has come is retired, and nothing awaits a first use any more then.
 */
export function settle(rotation: Rotation, now: Date): Step {
  const { live } = rotation;
  const used =
    live.overlapSeconds === null || live.firstUsedAt === null
      ? rotation
      : afterFirstUse(rotation, later(live.firstUsedAt, live.overlapSeconds));
  const { retiring } = used;
  if (retiring !== null && retiring.endsAt > now) return { rotation: used, ended: [] };
  return {
    rotation: { ...used, live: { ...live, overlapSeconds: null }, retiring: null },
    ended: retiring === null ? [] : [{ id: retiring.id, at: retiring.endsAt }],
  };
}

function afterFirstUse({ live, retiring, rotatedAt }: Rotation, endsAt: Date): Rotation {
  return {
    live: { ...live, overlapSeconds: null },
    retiring: retiring && { ...retiring, endsAt: earlier(retiring.endsAt, endsAt) },
    rotatedAt,
  };
}

/**
 * A new secret takes over. The old one ends after the overlap, or with the cap at the latest when the overlap begins at
 * first use; with no overlap it ends now.
 * @throws {DomainError} `invalid_input` over the cap; `rotation_in_progress` unless the retiring one may end now.
 */
export function rotate(rotation: Rotation, terms: RotationTerms, now: Date): Step {
  requireWithinCap(terms.overlapSeconds, terms.capSeconds);
  const { live, retiring } = rotation;
  if (retiring !== null && !terms.endRetiringNow) throw new DomainError("rotation_in_progress");
  const endsAt = later(now, terms.startAtFirstUse ? terms.capSeconds : terms.overlapSeconds);
  const isOver = endsAt <= now;
  return {
    rotation: {
      live: {
        id: terms.newSecretId,
        overlapSeconds: terms.startAtFirstUse ? terms.overlapSeconds : null,
        firstUsedAt: null,
      },
      retiring: isOver ? null : { id: live.id, endsAt },
      rotatedAt: now,
    },
    ended: [
      ...(retiring === null ? [] : [{ id: retiring.id, at: now }]),
      ...(isOver ? [{ id: live.id, at: now }] : []),
    ],
  };
}

/**
 * The retiring secret ends now.
 * @throws {DomainError} `no_rotation` when none is retiring.
 */
export function finish({ live, retiring, rotatedAt }: Rotation, now: Date): Step {
  if (retiring === null) throw new DomainError("no_rotation");
  return {
    rotation: { live: { ...live, overlapSeconds: null }, retiring: null, rotatedAt },
    ended: [{ id: retiring.id, at: now }],
  };
}

/** The retiring secret ends at `latest` if it would end later; nothing is retiring, nothing changes. */
export function hasten(rotation: Rotation, latest: Date): Step {
  const { retiring } = rotation;
  if (retiring === null || retiring.endsAt <= latest) return { rotation, ended: [] };
  return { rotation: { ...rotation, retiring: { ...retiring, endsAt: latest } }, ended: [] };
}

/**
 * The retiring secret ends `overlapSeconds` after the rotation: later than it would have, and within the cap.
 * @throws {DomainError} `no_rotation` when none is retiring, or the one that is has only moments left; `invalid_input`
 * over the cap or not later than now.
 */
export function extend(
  rotation: Rotation,
  { overlapSeconds, capSeconds }: { overlapSeconds: number; capSeconds: number },
  now: Date,
): Step {
  requireWithinCap(overlapSeconds, capSeconds);
  const { retiring, rotatedAt } = rotation;
  if (retiring === null || rotatedAt === null) throw new DomainError("no_rotation");
  requireTimeLeft(retiring.endsAt, now);
  const endsAt = later(rotatedAt, overlapSeconds);
  if (endsAt <= retiring.endsAt) {
    throw new DomainError("invalid_input", {
      fields: {
        overlapSeconds: ["Choose a later end than the present one. An end never moves earlier this way."],
      },
    });
  }
  return { rotation: { ...rotation, retiring: { ...retiring, endsAt } }, ended: [] };
}

/**
 * The old secret is the current one again and the new one has ended, as if the key had not been rotated.
 *
 * @param rotatedAt When the key was rotated before this rotation.
 * @throws {DomainError} `no_rotation` when the old secret has ended or has only moments left; `new_secret_used`.
 */
export function cancel({ live, retiring }: Rotation, rotatedAt: Date | null, now: Date): Step {
  if (retiring === null) throw new DomainError("no_rotation");
  if (live.firstUsedAt !== null) throw new DomainError("new_secret_used");
  requireTimeLeft(retiring.endsAt, now);
  return {
    rotation: {
      // Whether the old one was used matters to no rule until the next rotation replaces it.
      live: { id: retiring.id, overlapSeconds: null, firstUsedAt: null },
      retiring: null,
      rotatedAt,
    },
    ended: [{ id: live.id, at: now }],
  };
}

function requireTimeLeft(endsAt: Date, now: Date): void {
  if (endsAt.getTime() - now.getTime() > LAST_MOMENT_MS) return;
  throw new DomainError("no_rotation", {
    message: "The old secret ends within seconds. Its end cannot be changed any more.",
  });
}

function requireWithinCap(overlapSeconds: number, capSeconds: number): void {
  if (overlapSeconds <= capSeconds) return;
  const hours = capSeconds / 3600;
  throw new DomainError("invalid_input", {
    fields: { overlapSeconds: [`Use at most ${hours} ${hours === 1 ? "hour" : "hours"}.`] },
  });
}

function later(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}

function earlier(a: Date, b: Date): Date {
  return a <= b ? a : b;
}
