-- How a key was carried is told apart, too. Every row there is keeps what the list before said: nothing has to be read again.
ALTER TABLE "usage_top" DROP CONSTRAINT "usage_top_dimension_is_known";
ALTER TABLE "usage_top"
    ADD CONSTRAINT "usage_top_dimension_is_known" CHECK (
        "dimension" IN ('ip', 'network', 'agent', 'referrer', 'endpoint', 'country', 'access', 'observed', 'carrier')
    ) NOT VALID;
