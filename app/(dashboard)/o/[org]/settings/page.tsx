import { redirect } from "next/navigation";

type SettingsPageProps = { params: Promise<{ org: string }> };

export default async function SettingsPage({ params }: SettingsPageProps) {
  redirect(`/o/${(await params).org}/settings/policies`);
}
