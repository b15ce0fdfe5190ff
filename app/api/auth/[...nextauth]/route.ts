import { handleAuth } from "@/lib/accounts/auth-handler";

export { handleAuth as GET, handleAuth as POST };
