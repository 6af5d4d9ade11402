// Rows made ready as scikit-learn's pipelines do it, a search, and the best model judged on rows that it has not seen:
//   grid sample taxi --rows 20000 --seed 2017 trips
//   dotnet run -c Release samples/prepare-and-tune.cs -- trips
#:project ../client/Grid.Client

using Grid.Client;
using Grid.Learning;
using Grid.Query;

await using var grid = await GridClient.OpenAsync();
var trips = (await grid.ReadAsync(args[0]))
    .Filter("fare_amount > 0 and payment_type in (1, 2)")
    .WithColumn("hour", "hour(tpep_pickup_datetime)")
    .Select("payment_type", "VendorID", "trip_distance", "fare_amount", "tip_amount", "hour");
var (train, test) = trips.TrainTestSplit(0.25, seed: 7, stratify: "payment_type");

// What is fitted, such as a median, is fitted to the training rows alone, and goes to the others by a recipe.
var ready = train.FillNulls("tip_amount", Fill.Median).Clip("fare_amount", ClipBound.At(0.01), ClipBound.At(0.99)).OneHot("VendorID");
var recipe = await ready.FitRecipeAsync();
var outcome = await ready.SearchAsync(new ForestSearch
{
    Target = "payment_type",
    ParamGrid = "max_depth=1,2,6; max_features=1,none",
    NEstimators = 8,
    Cv = new FoldOptions { Folds = 3 },
    Seed = 7,
});
Console.WriteLine(outcome);
foreach (var row in outcome.CvResults.Candidates.OrderBy(row => row.RankTestScore))
    Console.WriteLine($"{row.MeanTestScore,7:F4}  {row.Candidate}");

var judged = await test.Apply(recipe).EvaluateAsync(outcome.BestForest!);
Console.WriteLine($"on {judged.Rows:N0} rows that it has not seen: {string.Join(", ", judged.Scores.Take(2).Select(score => $"{score.Scoring.Name} {score.Value:F4}"))}");
