// A grid search over random forests, on images of handwritten digits that come with the program:
//   grid sample digits digits.csv
//   dotnet run -c Release samples/tune.cs -- digits.csv
#:project ../client/Grid.Client

using Grid.Client;
using Grid.Learning;

await using var grid = await GridClient.OpenAsync();
var digits = await grid.ReadAsync(args[0]);
var outcome = await digits.SearchAsync(
    new ForestSearch
    {
        Target = "target",
        ParamGrid = "max_depth=4,8,none; max_features=1,8",
        NEstimators = 10,
        Cv = new FoldOptions { Folds = 4 },
        Seed = 7,
    },
    new Progress<SearchProgress>(p => Console.Error.WriteLine($"{p.TrialsDone} of {p.Trials} trials")));

Console.WriteLine($"{"mean",7} {"std",7}  candidate");
foreach (var row in outcome.CvResults.Candidates.OrderBy(row => row.RankTestScore))
    Console.WriteLine($"{row.MeanTestScore,7:F4} {row.StdTestScore,7:F4}  {row.Candidate}");

// The best candidate's forest has been grown on all rows.
var predicted = await digits.PredictAsync(outcome.BestForest!);
Console.WriteLine($"{predicted.Rows:N0} images, {predicted.Labels!.Count} classes");
