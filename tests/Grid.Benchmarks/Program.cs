using System.CommandLine;
using Grid.Benchmarks;

var root = new RootCommand("Measures Grid: beside other engines (compare, search), silos beside one process (cluster), many silos (crowd), ever more of them (scale), rows by Arrow Flight (flight), many groups (dbbench), batches handed over (handover), files of each format (formats), a table larger than memory (larger), and kernel by kernel (kernels).")
{
    CompareCommand.Create(),
    SessionCommand.Create(),
    SearchCommand.Create(),
    SearchSessionCommand.Create(),
    LightGbmSessionCommand.Create(),
    ClusterCommand.Create(),
    CrowdCommand.Create(),
    ScaleCommand.Create(),
    FlightCommand.Create(),
    FlightCheck.CreateReader(),
    BareServer.Create(),
    DbBenchCommand.Create(),
    DbBenchSessionCommand.Create(),
    FormatsCommand.Create(),
    FormatSessionCommand.Create(),
    LargerCommand.Create(),
    LargerSessionCommand.Create(),
    HandoverCommand.Create(),
    KernelsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
