using System.CommandLine;
using Grid.Benchmarks;

var root = new RootCommand("Measures Grid: beside other engines (compare), and kernel by kernel (kernels).")
{
    CompareCommand.Create(),
    SessionCommand.Create(),
    KernelsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
