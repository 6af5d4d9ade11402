using System.CommandLine;
using Grid.Benchmarks;

var root = new RootCommand("Measures Grid: beside other engines (compare, search), silos beside one process (cluster), and kernel by kernel (kernels).")
{
    CompareCommand.Create(),
    SessionCommand.Create(),
    SearchCommand.Create(),
    SearchSessionCommand.Create(),
    ClusterCommand.Create(),
    KernelsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
