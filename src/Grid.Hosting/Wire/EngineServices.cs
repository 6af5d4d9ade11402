using System.Reflection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Grid.Hosting;

/// <summary>What silos and clients of Orleans share.</summary>
internal static class EngineServices
{
    public static void AddMessages(this IServiceCollection services, params IReadOnlyList<Assembly> others)
    {
        services.AddSerializer(serializer =>
        {
            foreach (var assembly in others.Append(typeof(IDatasetGrain).Assembly).Append(typeof(EngineServices).Assembly).Append(typeof(ComputePool).Assembly))
                serializer.AddAssembly(assembly);
        });
        services.AddSingleton<IGeneralizedCodec, ReadOnlyListCodec>();
        services.AddSingleton<IGeneralizedCopier, ReadOnlyListCodec>();
        services.AddSingleton<ITypeNameFilter, GridTypes>();
    }
}
