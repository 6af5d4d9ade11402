// Every test starts processes of its own: side by side they would only starve one another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
