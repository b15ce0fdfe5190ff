"use client";

import { useState } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import type { ActionResult } from "@/lib/actions/result";
import { type ExampleCall, exampleOf } from "./example-calls";
import { RunPanel } from "./run-panel";
import { SnippetTabs } from "./snippet-tabs";

/** The page's action that hands out a secret after a click and leaves an audit row. */
export type CopySecretAction = (
  orgSlug: string,
  input: { keyId: string },
) => Promise<ActionResult<{ secret: string }>>;

export type FirstCallProps = {
  orgSlug: string;
  keyId: string;
  /** First and last four characters of the secret: all of it that is drawn. */
  preview: { head: string; tail: string };
  /** The key's products; those without an example call are not offered. */
  products: readonly { slug: string; name: string }[];
  /** Where clients reach the edge, without trailing slash. */
  publicUrl: string;
  /** The viewer may copy this secret, and it is still kept. */
  canCopy: boolean;
  /** The key may stand in an address. */
  allowQueryKey: boolean;
  copySecretAction: CopySecretAction;
};

type Offer = { name: string; call: ExampleCall };

/** A call that works, in the viewer's language, and a button that makes it. Nothing for a key without such a product. */
export function FirstCall({ products, ...rest }: FirstCallProps) {
  const offers = products.flatMap(({ slug, name }): Offer[] => {
    const call = exampleOf(slug);
    return call ? [{ name, call }] : [];
  });
  const [first] = offers;
  return first ? <FirstCallCard offers={offers} first={first} {...rest} /> : null;
}

function FirstCallCard({
  offers,
  first,
  ...props
}: Omit<FirstCallProps, "products"> & { offers: readonly Offer[]; first: Offer }) {
  const [slug, setSlug] = useState(first.call.productSlug);
  const { call } = offers.find((offer) => offer.call.productSlug === slug) ?? first;
  const secret = async () => {
    const result = await props.copySecretAction(props.orgSlug, { keyId: props.keyId });
    if (!result.ok) throw new Error(result.error.message);
    return result.data.secret;
  };
  return (
    <Card aria-label="First call">
      <CardHeader
        title="First call"
        description={
          props.canCopy
            ? "Copying puts the whole secret into the snippet; here it stays shortened."
            : "You cannot copy this key's secret, so the snippet has YOUR_API_KEY in its place."
        }
        actions={
          offers.length > 1 ? (
            <Select
              size="sm"
              aria-label="Product to call"
              className="w-40"
              value={call.productSlug}
              onValueChange={setSlug}
              options={offers.map((offer) => ({ value: offer.call.productSlug, label: offer.name }))}
            />
          ) : null
        }
      />
      <CardBody className="grid grid-cols-1 gap-4">
        <SnippetTabs
          call={call}
          publicUrl={props.publicUrl}
          preview={props.preview}
          allowQueryKey={props.allowQueryKey}
          secret={props.canCopy ? secret : null}
        />
        {props.canCopy ? (
          <RunPanel
            key={call.productSlug}
            call={call}
            secret={secret}
            analyticsHref={`/o/${props.orgSlug}/analytics?key=${props.keyId}`}
          />
        ) : null}
      </CardBody>
    </Card>
  );
}
