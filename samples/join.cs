// Trips joined with the zones that they are in:
//   grid sample taxi --rows 20000 --seed 2017 trips
//   grid sample zones zones.csv
//   dotnet run -c Release samples/join.cs -- trips zones.csv
#:project ../client/Grid.Client

using Grid.Client;
using Grid.Query;

await using var grid = await GridClient.OpenAsync();
var trips = await grid.ReadAsync(args[0]);
var zones = await grid.ReadAsync(args[1]);

// The zone of the pick-up beside each trip; the smaller table is the other one.
var placed = trips.Join(zones, on: "PULocationID = LocationID");
Console.WriteLine(await placed.GroupBy("Borough").Sort("trips desc").AggregateAsync("count() as trips", "median(fare_amount) as fare"));

// Twice the same table, told apart by their names.
var both = trips
    .Join(zones, on: "PULocationID = LocationID", name: "pu")
    .Join(zones, on: "DOLocationID = LocationID", name: "off");
Console.WriteLine(await both.Filter("pu.Borough != off.Borough").GroupBy("pu.Borough", "off.Borough").Sort("n desc").Limit(5).AggregateAsync("count() as n"));

// The zones that no trip begins in.
var quiet = zones.Join(trips, on: "LocationID = PULocationID", how: JoinKind.Anti);
Console.WriteLine(await quiet.AggregateAsync("count() as quiet_zones"));
