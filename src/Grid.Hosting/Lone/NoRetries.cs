using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.Registry;

namespace Grid.Hosting;

/// <summary>Places a grain once: a silo that is a cluster by itself is the one place there is, and is not waited for.</summary>
internal sealed class NoRetries : ResiliencePipelineProvider<string>
{
    public override bool TryGetPipeline(string key, [NotNullWhen(true)] out ResiliencePipeline? pipeline)
    {
        pipeline = ResiliencePipeline.Empty;
        return true;
    }

    public override bool TryGetPipeline<TResult>(string key, [NotNullWhen(true)] out ResiliencePipeline<TResult>? pipeline)
    {
        pipeline = ResiliencePipeline<TResult>.Empty;
        return true;
    }
}
