using System.Globalization;
using Grid.Fuzz;
using Grid.Fuzz.Guided;

const string Usage = """
    Fuzzes a reader of Grid, guided by the ways that inputs take through its code.
      Grid.Fuzz READER [SECONDS [FOLDER [SEED]]]   60 seconds; corpus and crashes are kept in ./fuzz/READER; seed 1
      Grid.Fuzz replay READER FILE…                reads inputs that were kept, and says how that ends
    """;
try
{
    switch (args)
    {
        case ["loop", var reader, var folder, var seconds, var inputs, var seed]:
            EdgeMap.Open();
            using (var target = await FuzzTargets.MakeAsync(reader))
                new GuidedLoop(target, new FuzzFolder(folder, reader), int.Parse(seed, CultureInfo.InvariantCulture))
                    .Run(double.Parse(seconds, CultureInfo.InvariantCulture), long.Parse(inputs, CultureInfo.InvariantCulture), Console.WriteLine);
            return 0;
        case ["replay", var reader, .. var files]:
            using (var target = await FuzzTargets.MakeAsync(reader))
            {
                foreach (string file in files)
                    Console.WriteLine($"{file}: {(target.Read(File.ReadAllBytes(file)) ? "read" : "refused")}");
            }
            return 0;
        case [var reader, ..] when FuzzTargets.Names.Contains(reader):
            string kept = Path.GetFullPath(args.ElementAtOrDefault(2) ?? "fuzz");
            string program = InstrumentedCopy.Make(Path.Combine(kept, reader, "program"));
            var progress = await new Supervisor(program, reader, kept).RunAsync(
                double.Parse(args.ElementAtOrDefault(1) ?? "60", CultureInfo.InvariantCulture), long.MaxValue, int.Parse(args.ElementAtOrDefault(3) ?? "1", CultureInfo.InvariantCulture),
                said => Console.Error.WriteLine($"{reader}: {said}"));
            Console.WriteLine($"{reader}: {progress}");
            return progress.IsSound ? 0 : 1;
        default:
            Console.Error.WriteLine($"{Usage}\nReaders: {string.Join(", ", FuzzTargets.Names)}");
            return 2;
    }
}
catch (UnrefusedException e)
{
    Console.Error.WriteLine(e);
    return 1;
}
