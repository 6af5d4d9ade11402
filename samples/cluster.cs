// A cluster of silos on this machine, asked from a program of its own:
//   grid up --silos 2 --detach --cluster here
//   dotnet run -c Release samples/cluster.cs -- here trips
#:project ../client/Grid.Client

using Grid.Client;

await using var grid = await GridClient.ConnectAsync(args[0]);
Console.WriteLine($"{grid.Silos.Count} silos");

// Under a name a dataset outlives its client, and whoever has the folder asks it.
var trips = await grid.LoadCsvAsync("taxi", [args[1]]);
await trips.PersistAsync(new Progress<LoadProgress>(p => Console.Error.WriteLine($"{p.Share:P0}")));

await using (var other = await GridClient.ConnectAsync(args[0]))
{
    var same = await other.OpenDatasetAsync("taxi");
    Console.WriteLine(await same.GroupBy("VendorID").AggregateAsync("count()", "quantile(trip_distance, 0.9) as far"));
}

foreach (var dataset in await grid.DatasetsAsync())
    Console.WriteLine($"{dataset.Name}: {dataset.Load.Rows:N0} rows, {dataset.Phase}, in {dataset.PartitionsHeld} of {dataset.Load.Partitions} partitions");
await grid.DropDatasetAsync("taxi");
Console.WriteLine($"{(await grid.DatasetsAsync()).Count} datasets are left");
