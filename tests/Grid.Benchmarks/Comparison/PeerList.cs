using System.Diagnostics;

namespace Grid.Benchmarks;

/// <summary>Finds out which engines are installed. Python ones come from the system's interpreter, Node ones from peers/node_modules or NODE_PATH.</summary>
internal static class PeerList
{
    private const string PolarsBinary = "nodejs-polars-linux-x64-gnu";

    /// <summary>Every engine, installed or not: Grid first.</summary>
    public static async Task<IReadOnlyList<Peer>> FindAsync(string peers, CancellationToken cancellation) =>
    [
        Self("grid", "Grid", "session", "grid"),
        Self("kernels", "Grid, kernels alone", "session", "kernels"),
        Self("grid-1", "Grid, one thread", "session", "grid", "--threads", "1"),
        await PythonAsync("pandas", "pandas", peers, "eda_pandas.py", ["pandas"], cancellation),
        await PythonAsync("dask", "Dask", peers, "eda_dask.py", ["dask.dataframe", "distributed"], cancellation) with { IsApproximate = true },
        await NodeAsync("duckdb", "DuckDB", peers, "@duckdb/node-api", cancellation),
        await NodeAsync("polars", "Polars", peers, "nodejs-polars", cancellation),
    ];

    /// <summary>Everything that searches models, installed or not: Grid first.</summary>
    public static async Task<IReadOnlyList<Peer>> FindSearchersAsync(string peers, CancellationToken cancellation) =>
    [
        Self("grid", "Grid", "search-session", "grid"),
        Self("kernels", "Grid, kernels alone", "search-session", "kernels"),
        Self("grid-1", "Grid, one thread", "search-session", "grid", "--threads", "1"),
        Self("kernels-1", "kernels alone, one thread", "search-session", "kernels", "--threads", "1"),
        Self("kernels-255", "kernels alone, 255 bins", "search-session", "kernels", "--bins", "255"),
        await PythonAsync("sklearn", "scikit-learn", peers, "search_sklearn.py", ["sklearn.ensemble", "joblib", "numpy"], cancellation),
        Self("lightgbm", "LightGBM", "lightgbm-session") with { IsGrid = false },
    ];

    /// <summary>Everything that does the tasks of the group-by benchmark, installed or not: Grid first.</summary>
    public static async Task<IReadOnlyList<Peer>> FindGroupersAsync(string peers, CancellationToken cancellation) =>
    [
        Self("grid", "Grid", "dbbench-session"),
        await NodeAsync("duckdb", "DuckDB", peers, "@duckdb/node-api", cancellation, "dbbench"),
        await NodeAsync("polars", "Polars", peers, "nodejs-polars", cancellation, "dbbench"),
    ];

    /// <summary>Everything that reads trips from the formats, installed or not: Grid first.</summary>
    public static async Task<IReadOnlyList<Peer>> FindReadersAsync(string peers, CancellationToken cancellation) =>
    [
        Self("grid", "Grid", "formats-session"),
        await NodeAsync("duckdb", "DuckDB", peers, "@duckdb/node-api", cancellation, "formats"),
        await NodeAsync("polars", "Polars", peers, "nodejs-polars", cancellation, "formats"),
    ];

    /// <summary>Everything that answers of a table larger than memory, installed or not: Grid first.</summary>
    public static async Task<IReadOnlyList<Peer>> FindScannersAsync(string peers, CancellationToken cancellation) =>
    [
        Self("grid", "Grid", "larger-session"),
        await NodeAsync("duckdb", "DuckDB", peers, "@duckdb/node-api", cancellation, "larger"),
        await NodeAsync("polars", "Polars", peers, "nodejs-polars", cancellation, "larger"),
    ];

    /// <summary>Installs the Node engines into peers/node_modules, from the versions in its lock file.</summary>
    /// <exception cref="PeerException">npm is missing, or failed.</exception>
    public static async Task InstallAsync(string peers, CancellationToken cancellation)
    {
        var (code, _, errors) = await RunAsync("npm", ["ci", "--no-audit", "--no-fund"], peers, cancellation);
        if (code != 0)
            throw new PeerException($"npm ci failed in {peers}: {ErrorText.LineOf(errors)}");
        if (!OperatingSystem.IsLinux() || await RunAsync("node", ["-e", "require('nodejs-polars')"], peers, cancellation) is (0, _, _))
            return;
        // Its package says that it needs Node 22, so npm leaves it out on Node 20, where it works all the same.
        var (_, version, _) = await RunAsync("node", ["-p", "require('nodejs-polars/package.json').version"], peers, cancellation);
        (code, _, errors) = await RunAsync(
            "npm", ["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", $"{PolarsBinary}@{version.Trim()}"], peers, cancellation);
        if (code != 0)
            throw new PeerException($"npm could not install {PolarsBinary}: {ErrorText.LineOf(errors)}");
    }

    private static Peer Self(string id, string title, string session, string? way = null, params string[] last) => new()
    {
        Id = id,
        Title = title,
        IsGrid = true,
        Program = Environment.ProcessPath!,
        // Started with `dotnet Grid.Benchmarks.dll`, the process is dotnet and wants the assembly's name.
        Arguments =
        [
            .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(PeerList).Assembly.Location] : Array.Empty<string>(),
            session, .. way is null ? Array.Empty<string>() : [way],
        ],
        LastArguments = last,
        Folder = Environment.CurrentDirectory,
    };

    private static async Task<Peer> PythonAsync(string id, string title, string peers, string script, string[] modules, CancellationToken cancellation)
    {
        // Debian's packages are the system interpreter's; another python3 that comes first on the path may lack them.
        string missing = "python3 is not on the path";
        string found = "python3";
        foreach (string python in new[] { "/usr/bin/python3", "python3" })
        {
            var (code, _, errors) = await RunAsync(python, ["-c", $"import {string.Join(", ", modules)}"], peers, cancellation);
            if (code == 0)
                return new Peer { Id = id, Title = title, Program = python, Arguments = [script], Folder = peers };
            if (code > 0)
                (found, missing) = (python, ErrorText.LineOf(errors));
        }
        return new Peer { Id = id, Title = title, Program = found, Folder = peers, Missing = $"not installed ({missing})" };
    }

    private static async Task<Peer> NodeAsync(string id, string title, string peers, string package, CancellationToken cancellation, string script = "eda")
    {
        var (code, _, errors) = await RunAsync("node", ["-e", $"require('{package}')"], peers, cancellation);
        string? missing = code == 0 ? null : code < 0 ? "node is not on the path" : $"not installed ({ErrorText.LineOf(errors)}); --install-peers installs it";
        return new Peer { Id = id, Title = title, Program = "node", Arguments = [$"{script}_{id}.cjs"], Folder = peers, Missing = missing };
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(string program, string[] arguments, string folder, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output, await errors);
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            return (-1, "", fault.Message);
        }
    }
}
