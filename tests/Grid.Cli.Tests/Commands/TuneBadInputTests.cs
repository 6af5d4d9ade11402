namespace Grid.Cli.Tests;

/// <summary>Each wrong search or prediction ends in exit code 2, one clear line that says why, and nothing on the output.</summary>
public sealed class TuneBadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("max_dept=3", "'max_dept'", "did you mean 'max_depth'?")]
    [InlineData("criterion=ginni", "'ginni'", "did you mean 'gini'?")]
    [InlineData("bootstrap=maybe", "bootstrap cannot be 'maybe'", "true or false")]
    [InlineData("max_depth=three", "max_depth cannot be 'three'", "a whole number")]
    [InlineData("max_depth=0", "max_depth is 0", "at least 1")]
    [InlineData("max_depth=3,3", "max_depth", "twice")]
    [InlineData("criterion=squared_error", "squared_error", "regression")]
    [InlineData("max_depth", "'max_depth'", "max_depth=3,none")]
    [InlineData("max_depth=", "max_depth", "0 candidates")]
    [InlineData("max_depth=[1,2]", "without brackets", "max_depth=1,2")]
    [InlineData("max_depth=(1, 2); bootstrap=true", "without brackets", "max_depth=1,2")]
    [InlineData("{'max_depth': [1, 2]}", "without brackets", "max_depth=1,2")]
    [InlineData("criterion='gini'", "without quotes", "criterion=gini")]
    [InlineData("criterion=mse", "criterion cannot be 'mse'", "that is squared_error")]
    [InlineData("criterion=mae", "criterion cannot be 'mae'", "squared_error is what there is")]
    [InlineData("max_features=auto", "max_features cannot be 'auto'", "that is sqrt")]
    [InlineData("max_leaf_nodes=1", "max_leaf_nodes is 1", "at least 2, or none")]
    [InlineData("max_leaf_node=4", "'max_leaf_node'", "did you mean 'max_leaf_nodes'?")]
    [InlineData("ccp_alpha=-1", "ccp_alpha is -1", "0 or more")]
    [InlineData("ccp_alpha=none", "ccp_alpha cannot be 'none'", "a number of 0 or more")]
    [InlineData("class_weight=balancd", "class_weight cannot be 'balancd'", "did you mean 'balanced'?")]
    [InlineData("class_weight=a:1/b", "'b' is not CLASS:WEIGHT", "no:1/yes:5")]
    [InlineData("class_weight=a:0", "the weight 0", "above 0")]
    [InlineData("class_weight=rse:2", "the class 'rse', which the target 'kind' does not have", "Its classes are")]
    [InlineData("", "0 candidates", "at least one parameter")]
    [InlineData(" ; ", "0 candidates", "at least one parameter")]
    public Task A_grid_that_is_none(string grid, params string[] said) => Refused(["--grid", grid], said);

    [Theory]
    [InlineData("--random 0", "--random 0", "at least 1")]
    [InlineData("--folds 1", "--folds 1", "at least 2")]
    [InlineData("--trees none", "--trees none", "at least 1")]
    [InlineData("--scoring acuracy", "'acuracy'", "did you mean 'accuracy'?")]
    [InlineData("--scoring r2", "'r2'", "not for classification")]
    [InlineData("--scoring accuracy,f1_macr", "'f1_macr'", "did you mean 'f1_macro'?")]
    [InlineData("--scoring accuracy,accuracy", "'accuracy'", "named twice")]
    [InlineData("--scoring precision", "precision is of two classes, and 'kind' has 3", "take precision_macro")]
    [InlineData("--scoring mcc", "'mcc'", "that is matthews_corrcoef")]
    [InlineData("--refit f1_macro", "'f1_macro' is to choose", "Asked for: accuracy")]
    [InlineData("--task classification", "--task classification", "did you mean 'classify'?")]
    [InlineData("--task regression", "--task regression", "did you mean 'regress'?")]
    [InlineData("--model extra_tree", "'extra_tree'", "did you mean 'extra_trees'?")]
    [InlineData("--model ExtraTreesClassifier", "'ExtraTreesClassifier'", "that is extra_trees.")]
    [InlineData("--task guess", "--task guess", "classify or regress")]
    [InlineData("--target knd", "'knd'", "did you mean 'kind'?")]
    [InlineData("--features length,colr", "'colr'", "did you mean 'colour'?")]
    [InlineData("--features length,kind", "'kind'", "both the target and a feature")]
    [InlineData("--heatmap max_depth", "--heatmap max_depth", "two parameters")]
    [InlineData("--heatmap max_depth,criterion", "'criterion' does not vary", "choose of bootstrap, max_depth")]
    [InlineData("--bins 1", "--bins 1", "exact, or a whole number from 2 to 65535")]
    [InlineData("--bins all", "--bins all", "exact")]
    [InlineData("--seed -1", "--seed -1", "a whole number of at least 0")]
    [InlineData("--study \t", "--study", "expected a name")]
    [InlineData("--report no/such/r.html", "--report", "no/such")]
    [InlineData("--folder x", "--folder", "--study")]
    [InlineData("--restart true", "--restart", "--study")]
    [InlineData("--weights colr", "'colr' to be a weight", "did you mean 'colour'?")]
    [InlineData("--weights kind", "'kind'", "both the weight and the target")]
    [InlineData("--weights colour", "the weights 'colour' are utf8", "a weight is a number")]
    [InlineData("--weights length --features length", "'length'", "both the weight and a feature")]
    [InlineData("--test 1.5", "--test 1.5", "a share above 0 and below 1")]
    [InlineData("--test 0.2 --groups colour", "the groups of 'colour'", "with a filter")]
    [InlineData("--test 0.2 --cv time", "in the order of time", "with a filter")]
    [InlineData("--groups colr", "'colr'", "did you mean 'colour'?")]
    [InlineData("--groups kind", "'kind'", "both the target and the group")]
    [InlineData("--groups colour", "'colour'", "fewer than the 4 folds")]
    [InlineData("--folds 100", "fold", "100")]
    [InlineData("--halving 1", "--halving 1", "at least 2")]
    [InlineData("--halving 3 --grid n_estimators=1,2", "n_estimators", "leave it out")]
    [InlineData("--resource rows", "--resource rows", "--halving 3")]
    [InlineData("--halving 3 --resource row", "--resource row:", "did you mean 'rows'?")]
    [InlineData("--halving 3 --resource n_samples", "--resource n_samples", "that is rows")]
    [InlineData("--halving 3 --resource rows --folds 30", "a round of a search by rows needs 180", "there are 120")]
    [InlineData("--grid max_depth=1..3", "max_depth=1..3 is a range", "--random 20")]
    [InlineData("--grid max_depth=3..1 --random 2", "'3..1'", "least value must be less")]
    [InlineData("--cv 5", "--cv 5", "--folds 5 says how many")]
    [InlineData("--cv stratifed", "--cv stratifed", "did you mean 'stratified'?")]
    [InlineData("--cv TimeSeriesSplit", "--cv TimeSeriesSplit", "did you mean 'time'?")]
    [InlineData("--cv group", "--cv group", "--groups COLUMN")]
    [InlineData("--cv repeated", "--cv repeated", "as in --cv repeated:3")]
    [InlineData("--cv repeated:0", "--cv repeated:0", "at least 1")]
    [InlineData("--cv kfold:3", "--cv kfold:3", "--folds says how many")]
    [InlineData("--cv time --groups colour", "--cv time", "--groups goes with --cv group alone")]
    [InlineData("--cv column:colour", "--cv column:colour", "--folds")]
    [InlineData("--cv column", "--cv column", "as in --cv column:split")]
    public Task An_option_that_is_wrong(string options, params string[] said) => Refused(options.Split(' '), said);

    [Fact]
    public Task Rounds_by_rows_of_splits_that_a_column_tells_of() => Refused(
        ["tune", Flowers.Write(_folder), "--target", "kind", "--task", "classify", "--grid", "max_depth=1,2,none", "--halving", "3", "--resource", "rows", "--cv", "column:colour"],
        ["the column 'colour'", "halve by trees"]);

    [Fact]
    public async Task A_task_or_a_target_or_a_grid_that_is_missing()
    {
        foreach (string option in new[] { "--task", "--target", "--grid" })
        {
            var words = Command([]).ToList();
            words.RemoveRange(words.IndexOf(option), 2);
            await Refused(words, [option, "required"]);
        }
    }

    [Fact]
    public Task A_target_that_is_constant() => Refused(
        [.. Command([], Flowers.Write(_folder, "same.csv", change: (row, _) => row.Replace("tall", "wild", StringComparison.Ordinal).Replace("pale", "wild", StringComparison.Ordinal)))], ["'kind'", "wild"]);

    [Fact]
    public Task A_target_with_nulls() => Refused(
        [.. Command([], Flowers.Write(_folder, "holes.csv", change: (row, i) => i is 5 or 9 ? row.Replace("wild", "", StringComparison.Ordinal).Replace("tall", "", StringComparison.Ordinal).Replace("pale", "", StringComparison.Ordinal) : row))], ["'kind'", "2"]);

    [Fact]
    public async Task Classes_that_all_have_fewer_rows_than_folds()
    {
        await Refused(["tune", _folder.File("few.csv", "x,y\n1,a\n2,a\n3,a\n4,b\n5,c\n"), "--target", "y", "--task", "classify", "--grid", "max_depth=2"], ["every class of 'y'", "fewer rows than the 5 folds", "('a') 3; ask for at most 3 folds"]);
        await Refused(["tune", _folder.File("ones.csv", "x,y\n1,a\n2,b\n3,c\n4,d\n5,e\n"), "--target", "y", "--task", "classify", "--grid", "max_depth=2"], ["every class of 'y'", "classes with one row each"]);
    }

    [Fact]
    public async Task A_scoring_that_some_fold_does_not_have()
    {
        string rare = Flowers.Write(_folder, "rare.csv", change: (row, i) => i < 3 ? "5,2,blue,rare,10" : row);
        await Refused(Command(["--scoring", "roc_auc"], rare), ["roc_auc_ovr is not defined on split 3", "no row of class 'rare'", "leave the class out"]);
        await Refused(["tune", _folder.File("five.csv", "x,y\n1,1\n2,2\n3,3\n4,4\n5,6\n"), "--target", "y", "--task", "regress", "--grid", "max_depth=2"], ["r2 is not defined on split 0, which has 1 row", "fewer folds"]);
    }

    [Fact]
    public Task A_text_where_a_number_must_be() => Refused(["--task", "regress"], ["'kind'", "number"]);

    [Fact]
    public Task A_model_that_cannot_be_saved() => Refused(["--save", Path.Combine(_folder["absent"], "m")], ["--save", "absent"]);

    [Fact]
    public async Task A_model_onto_a_folder_a_pipe_or_a_place_that_cannot_be_written()
    {
        await Refused(["--save", _folder.Path], ["--save", "this is a folder"]);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "pipes are files of Linux here");
        using (var made = System.Diagnostics.Process.Start("mkfifo", [_folder["pipe"]]))
            await made.WaitForExitAsync(Stop);
        await Refused(["--save", _folder["pipe"]], ["--save", "this is a pipe"]);
        await Refused(["--save", "/proc/m.model"], ["--save /proc/m.model: "]);
        await Refused(["--study", "s", "--folder", "/proc/studies"], ["--folder /proc/studies: "]);
        await Refused(["sample", "digits", _folder["pipe"] + "/"], ["pipe"]);
        Assert.Equal(["flowers.csv", "pipe"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_model_onto_the_table_that_is_read()
    {
        string table = Flowers.Write(_folder), before = await File.ReadAllTextAsync(table, Stop);
        string link = _folder["link"];
        File.CreateSymbolicLink(link, table);
        foreach (string paths in (string[])[table, _folder.Path, _folder["*.csv"], link])
        {
            foreach (string place in (string[])[table, link])
            {
                var run = await CommandRun.Of("tune", paths, "--target", "kind", "--task", "classify", "--grid", "max_depth=2", "--trees", "2", "--folds", "2", "--save", place);
                Assert.Equal(2, run.ExitCode);
                Assert.Contains("would be replaced", run.Error, StringComparison.Ordinal);
            }
        }
        Assert.Equal(before, await File.ReadAllTextAsync(table, Stop));
    }

    [Fact]
    public async Task A_search_that_fails_leaves_the_model_that_was_there()
    {
        _folder.File("m", "GRIDTREE mine");
        await Refused(["--save", _folder["m"], "--target", "knd"], ["'knd'"]);
        await Refused(["--save", _folder["m"], "--folds", "100"], ["fold"]);
        Assert.Equal("GRIDTREE mine", await File.ReadAllTextAsync(_folder["m"], Stop));
        Assert.Equal(["flowers.csv", "m"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public Task A_folder_of_studies_that_is_a_file() => Refused(["--study", "s", "--folder", _folder.File("taken", "")], ["--folder", "taken"]);

    [Fact]
    public async Task A_model_that_is_not_there() => await Refused(["predict", _folder["absent.model"], Flowers.Write(_folder)], ["absent.model"]);

    [Fact]
    public async Task A_model_that_is_none() => await Refused(["predict", Flowers.Write(_folder), Flowers.Write(_folder)], ["flowers.csv", "not a model"]);

    [Fact]
    public async Task A_model_that_is_damaged()
    {
        string model = await Model();
        var bytes = await File.ReadAllBytesAsync(model, Stop);
        bytes[^100] ^= 1;
        await File.WriteAllBytesAsync(_folder["flipped.model"], bytes, Stop);
        await Refused(["predict", _folder["flipped.model"], Flowers.Write(_folder)], ["flipped.model", "damaged"]);
        await File.WriteAllBytesAsync(_folder["short.model"], bytes[..^50], Stop);
        await Refused(["predict", _folder["short.model"], Flowers.Write(_folder)], ["short.model", "damaged"]);
    }

    [Fact]
    public async Task A_model_of_a_later_version()
    {
        string model = await Model();
        var bytes = await File.ReadAllBytesAsync(model, Stop);
        bytes[8]++;
        await File.WriteAllBytesAsync(model, bytes, Stop);
        await Refused(["predict", model, Flowers.Write(_folder)], ["later version", "update"]);
    }

    [Fact]
    public async Task A_model_onto_a_file_that_is_none()
    {
        string letter = _folder.File("letter.txt", "Dear all");
        await Refused(["--save", letter], [$"--save {letter}: a file that is no model of Grid's stands here and would be lost; name another place, or remove it first"]);
        Assert.Equal("Dear all", await File.ReadAllTextAsync(letter, Stop));
        // An empty file, as of mktemp, and a model are replaced.
        string empty = _folder.File("empty", "");
        for (int run = 0; run < 2; run++)
            Assert.Equal(0, (await CommandRun.Of([.. Command(["--save", empty])])).ExitCode);
    }

    [Fact]
    public async Task A_table_to_predict_that_lacks_a_feature() => await Refused(
        ["predict", await Model(), Flowers.Write(_folder, "lacks.csv", Flowers.Header.Replace("width", "widht", StringComparison.Ordinal))], ["lacks the feature 'width'", "did you mean 'widht'?"]);

    [Fact]
    public async Task A_feature_that_the_table_lacks_is_not_likened_to_another_that_it_has()
    {
        // 'length' is near to nothing that is left once 'width' is taken for itself.
        string table = _folder.File("wid.csv", "width,widths,colour\n1,2,red\n");
        await Refused(["predict", await Model(), table], ["lacks the feature 'length' that the model learned from"]);
        var run = await CommandRun.Of("predict", await Model(), _folder.File("near.csv", "lengths,width,colour\n1,2,red\n"));
        Assert.Contains("did you mean 'lengths'?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_to_predict_with_text_where_a_number_must_be() => await Refused(
        ["predict", await Model(), Flowers.Write(_folder, "text.csv", change: (row, i) => i == 7 ? $"long{row[4..]}" : row)], ["'length'", "number"]);

    [Fact]
    public async Task Probabilities_of_a_model_of_numbers()
    {
        string model = _folder["weight.model"];
        await CommandRun.Of("tune", Flowers.Write(_folder), "--target", "weight", "--task", "regress", "--grid", "max_depth=2", "--trees", "2", "--save", model);
        await Refused(["predict", model, Flowers.Write(_folder), "--probabilities"], ["--probabilities", "'weight'"]);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task<string> Model()
    {
        var run = await CommandRun.Of([.. Command(["--save", _folder["kind.model"]])]);
        Assert.True(run.ExitCode == 0, run.Error);
        return _folder["kind.model"];
    }

    /// <summary>A search that would do, with options put in place of its own.</summary>
    private IEnumerable<string> Command(string[] options, string? path = null)
    {
        var words = new Dictionary<string, string>
        {
            ["--target"] = "kind",
            ["--task"] = "classify",
            ["--grid"] = "max_depth=1,none; bootstrap=true,false",
            ["--trees"] = "3",
            ["--folds"] = "4",
        };
        for (int i = 0; i < options.Length; i += 2)
            words[options[i]] = options[i + 1];
        return ["tune", path ?? Flowers.Write(_folder), .. words.SelectMany(word => new[] { word.Key, word.Value })];
    }

    private Task Refused(string[] options, string[] said) =>
        Refused(options[0].StartsWith("--", StringComparison.Ordinal) ? Command(options) : options, said);

    private static async Task Refused(IEnumerable<string> command, string[] said)
    {
        var run = await CommandRun.Of([.. command]);
        string[] lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.StartsWith("grid: ", lines[^1], StringComparison.Ordinal);
        // Lines that say what was loaded, and what was decided about it, may come before.
        Assert.All(lines[..^1], line => Assert.Matches("^(loaded|note): ", line));
        Assert.All(said, text => Assert.Contains(text, lines[^1], StringComparison.Ordinal));
    }
}
