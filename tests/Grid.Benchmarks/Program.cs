using System.CommandLine;
using Grid.Benchmarks;

var root = new RootCommand("Measures Grid: beside other engines.")
{
    CompareCommand.Create(),
    SessionCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
