"""What the program talks about: values, records, schemas, syncs, plans. Plain frozen data, no behaviour with I/O."""
