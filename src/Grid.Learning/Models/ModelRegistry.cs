namespace Grid.Learning;

/// <summary>A model that a silo knows by a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Make">Makes one for a trial.</param>
public sealed record RegisteredModel(string Name, Func<IServiceProvider, IGridModel> Make);

/// <summary>The models of users' own that a silo knows.</summary>
public sealed class ModelRegistry
{
    private readonly Dictionary<string, RegisteredModel> _models = new(StringComparer.Ordinal);
    private readonly IServiceProvider _services;

    /// <summary>Collects what was registered.</summary>
    /// <exception cref="LearningException">A name is taken.</exception>
    public ModelRegistry(IServiceProvider services, IEnumerable<RegisteredModel> models)
    {
        _services = services;
        foreach (var model in models)
        {
            if (ForestModel.IsForest(model.Name))
                throw new LearningException($"a model is registered as '{model.Name}', which is a model of the grid's; give it another name.");
            if (!_models.TryAdd(model.Name, model))
                throw new LearningException($"two models are registered as '{model.Name}'; give one of them another name.");
        }
    }

    /// <summary>Makes sure that a search's model is here.</summary>
    /// <exception cref="LearningException">It is not: the message names the nearest.</exception>
    public void Require(string? name)
    {
        if (!ForestModel.IsForest(name) && !_models.ContainsKey(name!))
            throw ForestModel.Unknown(name!, _models.Keys);
    }

    /// <summary>What is said of a model that nobody has registered.</summary>
    public static LearningException Unknown(string name) => ForestModel.Unknown(name, []);

    /// <summary>Makes a model for a trial.</summary>
    /// <exception cref="LearningException">This silo does not know it.</exception>
    public IGridModel Make(string name)
    {
        Require(name);
        return _models[name].Make(_services);
    }
}
