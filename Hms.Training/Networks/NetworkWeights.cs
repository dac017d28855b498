using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Hms.Training.Networks;

/// <summary>All weights of one network in plain memory, by key, in the order of its layers. Holds no Torch tensor.</summary>
public sealed class NetworkWeights
{
    private readonly Dictionary<string, WeightTensor> _tensors;

    /// <summary>Takes weights that fit a network.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="tensors">Its weights by key.</param>
    /// <exception cref="ArgumentException">A weight is missing, has another shape, or is not the network's.</exception>
    public NetworkWeights(NetworkSpec spec, IReadOnlyDictionary<string, WeightTensor> tensors)
    {
        var parameters = NetworkParameters.List(spec);
        _tensors = new(parameters.Count);
        foreach (var parameter in parameters) { _tensors.Add(parameter.Key, Fitting(spec, parameter, tensors)); }
        var unknown = tensors.Keys.FirstOrDefault(key => !_tensors.ContainsKey(key));
        if (unknown is not null) { throw new ArgumentException($"Network {spec.Name} has no weight {unknown}; remove it."); }
        Keys = [.. parameters.Select(parameter => parameter.Key)];
    }

    /// <summary>The keys in the order of the layers.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>One weight.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="KeyNotFoundException">The network has no such weight.</exception>
    public WeightTensor this[string key] => TryGet(key, out var tensor) ? tensor : throw new KeyNotFoundException($"The network has no weight {key}.");

    /// <summary>One weight, where the network has it.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="tensor">Receives the weight.</param>
    public bool TryGet(string key, [NotNullWhen(true)] out WeightTensor? tensor) => _tensors.TryGetValue(key, out tensor);

    /// <summary>SHA-256, in hexadecimal, over all keys and values: equal exactly when all weights are bit-equal.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var key in Keys)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(key + "\n"));
            hash.AppendData(MemoryMarshal.AsBytes(_tensors[key].Values.AsSpan()));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static WeightTensor Fitting(NetworkSpec spec, ParameterSpec parameter, IReadOnlyDictionary<string, WeightTensor> tensors)
    {
        if (!tensors.TryGetValue(parameter.Key, out var tensor)) { throw new ArgumentException($"Network {spec.Name}: weight {parameter.Key} is missing."); }
        if (tensor.Shape.SequenceEqual(parameter.Shape) && tensor.Values.Length == parameter.Count) { return tensor; }
        throw new ArgumentException(
            $"Network {spec.Name}: weight {parameter.Key} has shape [{string.Join(", ", tensor.Shape)}] with {tensor.Values.Length} values; "
            + $"[{string.Join(", ", parameter.Shape)}] is needed.");
    }
}
