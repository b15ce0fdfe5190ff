import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { countryNames } from "@/components/keys/country-names";
import { PageHeader } from "@/components/ui/page-header";
import { MonthLinks } from "@/components/usage/report/month-links";
import { MonthReport } from "@/components/usage/report/month-report";
import { PrintButton } from "@/components/usage/report/print-button";
import { requireOrg } from "@/lib/accounts/session";
import { env } from "@/lib/env";
import { monthOf } from "@/lib/usage/cycle";
import { Month } from "@/lib/usage/cycle-schemas";
import { monthlyReport } from "@/lib/usage/monthly-report";

export const metadata: Metadata = { title: "Monthly report" };

type ReportPageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function ReportPage({ params, searchParams }: ReportPageProps) {
  const ctx = await requireOrg((await params).org);
  const latest = monthOf(ctx.now);
  const asked = Month.safeParse((await searchParams).month).data;
  const month = asked !== undefined && asked <= latest ? asked : latest;
  const report = await monthlyReport(ctx, month);
  return (
    <>
      <PageHeader
        className="print:hidden"
        title="Monthly report"
        description="A month on paper: print it, or save it as PDF from the print dialog."
        actions={
          <>
            <MonthLinks base={`/o/${ctx.org.slug}/analytics/report`} month={month} latest={latest} />
            <PrintButton />
          </>
        }
      />
      <MonthReport
        report={report}
        orgName={ctx.org.name}
        providerName={env().PROVIDER_NAME}
        countries={Object.fromEntries(countryNames().map(({ code, name }) => [code, name]))}
      />
    </>
  );
}
