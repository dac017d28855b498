using System.Security.Cryptography;
using System.Text;
using Hms.Transforms.Mapping;
using Hms.Transforms.Pipelines;
using Microsoft.ML;

namespace Hms.Transforms.Scoring;

/// <summary>Names the steps that a network's input comes from, so that a graph that was taken out of its model can be brought together with its preprocessing again.</summary>
/// <remarks>
/// A SHA-256 over the payloads (name, version, options, what was learnt, raw entries) of exactly the steps whose columns the network reads, in their order.
/// Where a step before it is none of ours, whose bytes are not known, the entry is left out rather than wrong.
/// </remarks>
internal static class PreprocessingVersion
{
    /// <summary>The chain with hms.preprocessing in the metadata of each of its networks.</summary>
    internal static ITransformer Stamp(ITransformer transformer)
    {
        var steps = TransformerChains.Steps(transformer).ToList();
        if (!steps.TrueForAll(step => step is RowMappingTransformer and IStepTransformer)) { return transformer; }
        return TransformerChains.Replace(transformer, step => step is OnnxClassificationTransformer network ? Stamp(network, steps) : step);
    }

    private static OnnxClassificationTransformer Stamp(OnnxClassificationTransformer network, List<ITransformer> steps)
    {
        var version = $"sha256:{Hash(network, steps)}";
        if (network.Metadata.TryGetValue(OnnxClassificationTransformer.PreprocessingKey, out var written) && written == version) { return network; }
        return network.WithMetadata(new Dictionary<string, string> { [OnnxClassificationTransformer.PreprocessingKey] = version });
    }

    private static string Hash(OnnxClassificationTransformer network, List<ITransformer> steps)
    {
        var needed = network.InputColumns.ToHashSet(StringComparer.Ordinal);
        var payloads = new Stack<byte[]>();
        for (var i = steps.IndexOf(network) - 1; i >= 0; i--)
        {
            var step = (IStepTransformer)steps[i];
            if (!needed.Remove(step.OutputColumn)) { continue; }
            needed.UnionWith(step.InputColumns);
            foreach (var (name, bytes) in ((RowMappingTransformer)step).ToPayload().ToEntries().Reverse())
            {
                payloads.Push(bytes);
                payloads.Push(Encoding.UTF8.GetBytes($"{name} {bytes.Length}\n"));
            }
        }
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var bytes in payloads) { hash.AppendData(bytes); }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
