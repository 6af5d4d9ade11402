// A session on taxi trips. Make some, and look at them:
//   grid sample taxi --rows 20000 --seed 2017 trips
//   dotnet run -c Release samples/explore.cs -- trips
#:project ../client/Grid.Client

using Grid.Client;
using static Grid.Query.Expr;

await using var grid = await GridClient.OpenAsync();
var trips = await grid.ReadAsync(args[0]);
await trips.PersistAsync();
Console.WriteLine($"{trips.Load.Rows:N0} rows, {trips.SourceSchema.Count} columns");
Console.WriteLine(await trips.DescribeAsync(["trip_distance", "fare_amount", "tip_amount"], [0.5, 0.99]));
Console.WriteLine(await trips.GroupBy("payment_type").Sort("trips desc").AggregateAsync("count() as trips", "median(tip_amount) as tip"));

var paid = trips.Filter("payment_type == 1 and fare_amount > 0").WithColumn("share", "tip_amount / fare_amount");
var share = await paid.AggregateAsync("mean(share)");
Console.WriteLine(share);
Console.WriteLine(await paid.CorrelationAsync(["trip_distance", "fare_amount", "tip_amount"]));

// Expressions may be put together in C# as well, and a slip is told by name before anything is computed.
Console.WriteLine(await trips.AggregateAsync((Col("tip_amount") / Col("fare_amount")).Max().As("most")));
try
{
    await trips.AggregateAsync("mean(fair_amount)");
}
catch (Grid.Query.QuestionException slip)
{
    Console.WriteLine(slip.Message);
}

string saved = Path.Combine(Path.GetTempPath(), $"paid-{Environment.ProcessId}.parquet");
var summary = await paid.Select("VendorID", "share").SaveAsync(saved);
Console.WriteLine($"saved {summary.Rows:N0} rows");
File.Delete(saved);
