using System.Reflection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Grid.OrleansEngine;

/// <summary>What silos and clients of Orleans share.</summary>
internal static class EngineServices
{
    public static void AddMessages(this IServiceCollection services, IReadOnlyList<Assembly> grainAssemblies)
    {
        services.AddSerializer(serializer =>
        {
            foreach (var assembly in grainAssemblies.Append(typeof(EngineServices).Assembly))
                serializer.AddAssembly(assembly);
        });
        services.AddSingleton<IGeneralizedCodec, ReadOnlyListCodec>();
        services.AddSingleton<IGeneralizedCopier, ReadOnlyListCodec>();
        services.AddSingleton<ITypeNameFilter, GridTypes>();
    }
}
