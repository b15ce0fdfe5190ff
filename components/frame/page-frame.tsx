import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import type { ProofActions } from "@/components/accounts/step-up/proof-question";
import { StepUpDialog } from "@/components/accounts/step-up/step-up-dialog";
import { DemoBanner } from "./demo-banner";
import { SiteFooter } from "./site-footer";
import { SkipLink } from "./skip-link";

type PageFrameProps = {
  sidebar: ReactNode;
  /** Set in a demo: the sample provider's name. */
  demoOf?: string | undefined;
  /** Between the top bar and what says that this is a demo. */
  banners?: ReactNode;
  topBar: ReactNode;
  /** Below the page, in sight all the time. */
  foot?: ReactNode;
  proof: ProofActions;
  children: ReactNode;
};

/** What every page of a dashboard stands in, an organization's as the staff's. */
export function PageFrame({ sidebar, demoOf, banners, topBar, foot, proof, children }: PageFrameProps) {
  const width = "mx-auto w-full max-w-[1280px] px-4 sm:px-6 lg:px-8";
  return (
    <NuqsAdapter>
      <SkipLink />
      <div className="flex min-h-dvh">
        {sidebar}
        <div className="flex min-w-0 flex-1 flex-col">
          {demoOf === undefined ? null : <DemoBanner providerName={demoOf} />}
          {banners}
          {topBar}
          <main id="content" tabIndex={-1} className={`${width} flex-1 py-6 outline-none`}>
            {children}
          </main>
          <SiteFooter className={width} />
          {foot}
        </div>
      </div>
      <StepUpDialog actions={proof} />
    </NuqsAdapter>
  );
}
