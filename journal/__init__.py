"""What both servers write down about their work, log lines and counts: never what somebody typed or was answered."""
