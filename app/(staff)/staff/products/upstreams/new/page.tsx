import type { Metadata } from "next";
import { UpstreamForm } from "@/components/products/upstream-form";
import { PageHeader } from "@/components/ui/page-header";
import { UPSTREAM_DEFAULTS } from "@/lib/upstreams/schemas";
import { createUpstreamAction, tryUpstreamAction, updateUpstreamAction } from "../actions";

export const metadata: Metadata = { title: "New upstream" };

export default function NewUpstreamPage() {
  return (
    <>
      <PageHeader
        title="New upstream"
        description="You get the secret the edge signs with as soon as it is created."
      />
      <UpstreamForm
        upstream={null}
        start={UPSTREAM_DEFAULTS}
        tryAddress={tryUpstreamAction}
        create={createUpstreamAction}
        update={updateUpstreamAction}
      />
    </>
  );
}
