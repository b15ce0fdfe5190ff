import type { Metadata } from "next";
import { DocsArticle } from "../_components/prose";
import { GuideList } from "./_components/guide-list";

export const metadata: Metadata = { title: "Guides" };

export default function GuidesPage() {
  return (
    <DocsArticle
      title="Guides"
      lead="How to live with keys: where to put them, how to replace them, and what to do when one gets away."
    >
      <GuideList />
    </DocsArticle>
  );
}
