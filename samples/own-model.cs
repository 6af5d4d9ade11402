// A model of your own on the grid: ML.NET's LightGBM and FastTree, searched over taxi trips beside the grid's forests:
//   grid sample taxi --rows 20000 --seed 2017 trips
//   dotnet run -c Release samples/own-model.cs -- trips
#:project ../client/Grid.Client
#:package Microsoft.Orleans.Server
#:package Microsoft.ML.FastTree
#:package Microsoft.ML.LightGbm

using Grid.Client;
using Grid.Hosting;
using Grid.Learning;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Orleans;
using Orleans.Hosting;

var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleans(silo => silo.UseLocalhostClustering(siloPort: 11612, gatewayPort: 31612).AddGrid().AddModel<Boosting>("boosting"));
using var host = builder.Build();
await host.StartAsync();
var trips = (await GridClient.Connect(host.Services.GetRequiredService<IGrainFactory>()).ReadAsync(args[0])).Filter("fare_amount > 0 and trip_distance > 0");
var search = new ForestSearch { Task = LearningTask.Regression, Target = "fare_amount", Features = ["trip_distance", "passenger_count", "payment_type"], ParamGrid = "", Cv = new FoldOptions { Folds = 3 } };
foreach (var (model, grid) in new[] { ("boosting", "trainer=lightgbm,fasttree; leaves=7,15"), ("random_forest", "max_leaf_nodes=15,60; n_estimators=10") })
{
    foreach (var row in (await trips.SearchAsync(search with { Model = model, ParamGrid = grid })).CvResults.Candidates)
        Console.WriteLine($"r2 {row.MeanTestScore:F2}  {model}: {row.Candidate}");
}
await host.StopAsync();

/// <summary>ML.NET's boosted trees.</summary>
public sealed class Boosting : IGridModel
{
    private ITransformer? _model;

    /// <inheritdoc/>
    public void Fit(ModelRows rows, IReadOnlyDictionary<string, ParameterValue> parameters, CancellationToken cancellation)
    {
        var trainers = new MLContext(seed: 1).Regression.Trainers;
        int leaves = (int)(long)parameters["leaves"].Value!;
        var data = View(rows, rows.Targets());
        _model = $"{parameters["trainer"]}" == "lightgbm" ? trainers.LightGbm(numberOfLeaves: leaves, numberOfIterations: 40).Fit(data) : trainers.FastTree(numberOfLeaves: leaves, numberOfTrees: 40).Fit(data);
    }

    /// <inheritdoc/>
    public double[] Predict(ModelRows rows, CancellationToken cancellation) => [.. _model!.Transform(View(rows, null)).GetColumn<float>("Score").Select(score => (double)score)];

    private static IDataView View(ModelRows rows, double[]? targets)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Features.Count);
        return new MLContext().Data.LoadFromEnumerable(rows.ToRows().Select((row, i) => new Row { Features = Array.ConvertAll(row, v => (float)v), Label = (float)(targets?[i] ?? 0) }), schema);
    }

    private sealed class Row { public float[] Features { get; set; } = []; public float Label { get; set; } }
}
