using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Grid.Benchmarks;

/// <summary><c>kernels</c>: single kernels, on one thread, with BenchmarkDotNet.</summary>
internal static class KernelsCommand
{
    public static Command Create()
    {
        var arguments = new Argument<string[]>("ARGUMENTS") { Description = "what BenchmarkDotNet takes, for example --filter *Csv*", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("kernels", "Measures single kernels with BenchmarkDotNet.") { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
        {
            string[] given = [.. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens];
            // In this process: nothing is built anew, so that it runs as it was built, on any SDK.
            var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance);
            var config = DefaultConfig.Instance.AddJob(job);
            BenchmarkSwitcher.FromTypes([typeof(CsvKernels), typeof(ParquetKernels), typeof(QuestionKernels), typeof(ArrowKernels)])
                .Run(given.Length > 0 ? given : ["--filter", "*"], config);
        });
        return command;
    }
}
