// A cluster asked by a program that has nothing of Grid's, as any language with a client of Arrow Flight asks it:
//   grid up --silos 2 --detach --cluster here
//   grid load taxi trips --wait --cluster here
//   grid status --output json --cluster here      # has the address and the token
//   dotnet run -c Release samples/flight.cs -- ADDRESS TOKEN
#:package Apache.Arrow.Flight
#:package Grpc.Net.Client

using Apache.Arrow;
using Apache.Arrow.Flight;
using Apache.Arrow.Flight.Client;
using Grpc.Core;
using Grpc.Net.Client;

using var channel = GrpcChannel.ForAddress(args[0].Replace("grpc://", "http://"), new GrpcChannelOptions { MaxReceiveMessageSize = null });
var client = new FlightClient(channel);
var headers = new Metadata { { "authorization", $"Bearer {args[1]}" } };

using var flights = client.ListFlights(headers: headers);
while (await flights.ResponseStream.MoveNext(default))
{
    var flight = flights.ResponseStream.Current;
    Console.WriteLine($"{flight.Descriptor.Paths.Single()}: {flight.TotalRecords:N0} rows, {flight.Schema.FieldsList.Count} columns");
}

// The words of the command, as JSON: docs/flight.md has all of them.
var info = await client.GetInfo(
    FlightDescriptor.CreateCommandDescriptor("""{"dataset":"taxi","where":"fare_amount > 0","groupby":["VendorID"],"agg":["median(tip_amount) as tip","count() as trips"]}"""), headers);
foreach (var endpoint in info.Endpoints)
{
    using var answer = client.GetStream(endpoint.Ticket, headers);
    while (await answer.ResponseStream.MoveNext(default))
    {
        var batch = answer.ResponseStream.Current;
        for (int row = 0; row < batch.Length; row++)
            Console.WriteLine($"VendorID {((Int64Array)batch.Column("VendorID")).GetValue(row)}: tip {((DoubleArray)batch.Column("tip")).GetValue(row)}, {((Int64Array)batch.Column("trips")).GetValue(row):N0} trips");
    }
}

// Rows in an order, as they come.
long rows = 0;
double? longest = null;
var sorted = await client.GetInfo(FlightDescriptor.CreateCommandDescriptor("""{"dataset":"taxi","sort":["trip_distance desc"],"columns":["trip_distance","tip_amount"]}"""), headers);
using var stream = client.GetStream(sorted.Endpoints[0].Ticket, headers);
while (await stream.ResponseStream.MoveNext(default))
{
    rows += stream.ResponseStream.Current.Length;
    longest ??= ((DoubleArray)stream.ResponseStream.Current.Column("trip_distance")).GetValue(0);
}
Console.WriteLine($"{rows:N0} rows, the longest trip {longest} miles");
