"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { lazyPart } from "@/components/ui/lazy-part";
import { RelativeTime } from "@/components/ui/relative-time";
import { useKeptFocus } from "@/components/ui/use-kept-focus";
import { useNow } from "@/components/ui/use-now";
import type { KeyDetails, SecretFacts } from "@/lib/keys/get";
import type { RotationSchedule } from "@/lib/keys/rotation-schedule";
import type { KeySubject } from "./key-subject";
import { RotationActions } from "./rotation-actions";

const rotate = lazyPart(() => import("./rotate-key-dialog"));

type Facts = Pick<KeyDetails, "lastRotatedAt" | "createdAt" | "secrets">;
type RotationStateProps = { subject: KeySubject; facts: Facts; schedule: RotationSchedule | null };

/** How far the rotation is and what can be done about it; without one, when the next is due. */
export function RotationState({ subject, facts, schedule }: RotationStateProps) {
  const { secrets, lastRotatedAt } = facts;
  const retiring = secrets.find(({ status }) => status === "retiring");
  // Above both states: the dialog shows the new secret while the page below already tells of the rotation.
  const [isOpen, setOpen] = useState(false);
  const part = rotate.use(isOpen);
  const card = useKeptFocus<HTMLElement>(`${retiring?.id} ${retiring?.retiresAt}`);
  return (
    <Card ref={card} tabIndex={-1} aria-label="Rotation">
      {retiring?.retiresAt && lastRotatedAt ? (
        <UnderWay
          subject={subject}
          rotatedAt={lastRotatedAt}
          retiring={{ ...retiring, retiresAt: retiring.retiresAt }}
          secrets={secrets}
        />
      ) : (
        <AtRest canRotate={subject.canRotate} facts={facts} onRotate={() => setOpen(true)} />
      )}
      <Schedule schedule={schedule} />
      {part !== null && isOpen ? (
        <part.RotateKeyDialog subject={subject} open onOpenChange={setOpen} />
      ) : null}
    </Card>
  );
}

type UnderWayProps = {
  subject: KeySubject;
  rotatedAt: string;
  retiring: SecretFacts & { retiresAt: string };
  secrets: readonly SecretFacts[];
};

function UnderWay({ subject, rotatedAt, retiring, secrets }: UnderWayProps) {
  const isAwaiting = secrets.some(({ status }) => status === "awaiting");
  const unused = secrets.find(
    ({ status, lastUsedAt }) => (status === "current" || status === "awaiting") && lastUsedAt === null,
  );
  return (
    <>
      <CardHeader
        title="Both secrets work"
        description={
          <>
            Rotated <RelativeTime at={rotatedAt} isPast />. The old secret ends{" "}
            <RelativeTime at={retiring.retiresAt} className="font-medium text-ink" />
            {isAwaiting ? " at the latest, sooner once the new one is used" : ""}, and cannot be brought back
            then.
          </>
        }
      />
      <CardBody className="pb-4">
        <OverlapBar from={rotatedAt} to={retiring.retiresAt} />
        {subject.canRotate ? (
          <RotationActions
            keyId={subject.id}
            version={subject.version}
            rotatedAt={rotatedAt}
            retiring={retiring}
            unused={unused}
          />
        ) : null}
      </CardBody>
    </>
  );
}

type AtRestProps = { canRotate: boolean; facts: Facts; onRotate: () => void };

function AtRest({ canRotate, facts, onRotate }: AtRestProps) {
  return (
    <CardHeader
      title="No rotation under way"
      description={
        facts.lastRotatedAt ? (
          <>
            Last rotated <RelativeTime at={facts.lastRotatedAt} isPast />. One secret works.
          </>
        ) : (
          <>
            Never rotated since it was created <RelativeTime at={facts.createdAt} isPast />. One secret works.
          </>
        )
      }
      actions={
        canRotate ? (
          <Button variant="primary" onPointerEnter={rotate.load} onFocus={rotate.load} onClick={onRotate}>
            Rotate key
          </Button>
        ) : null
      }
    />
  );
}

/** How much of the overlap has gone by. SVG, because the pages' policy forbids inline styles. */
function OverlapBar({ from, to }: { from: string; to: string }) {
  const now = useNow();
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const share = Math.min(1, Math.max(0, (now - start) / Math.max(1, end - start)));
  const percent = Math.round(share * 100);
  return (
    <svg
      role="img"
      aria-label={`${percent} % of the overlap has passed`}
      suppressHydrationWarning
      className="block h-1.5 w-full overflow-hidden rounded-full"
      preserveAspectRatio="none"
      viewBox="0 0 100 1"
    >
      <rect width={100} height={1} className="fill-sunken" />
      <rect width={percent} height={1} className="fill-warn" suppressHydrationWarning />
    </svg>
  );
}

function Schedule({ schedule }: { schedule: RotationSchedule | null }) {
  if (schedule === null) return null;
  const { everyDays, dueAt, isDue, setBy, isAutomatic } = schedule;
  return (
    <p className="border-line border-t px-5 py-3 text-ink-muted text-sm">
      {setBy === "org" ? "Your organization’s policy" : "This key’s own policy"}: every{" "}
      {everyDays === 1 ? "day" : `${everyDays} days`}. {isDue ? "Due since " : "Next due "}
      <RelativeTime at={dueAt} isPast={isDue} className={isDue ? "font-medium text-warn-ink" : "text-ink"} />.{" "}
      {isAutomatic
        ? "It then rotates by itself, a week after people were told at the earliest."
        : "People are reminded; nothing happens by itself."}
    </p>
  );
}
