// The hosts of a process have its number in their names and addresses: one network of them at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
