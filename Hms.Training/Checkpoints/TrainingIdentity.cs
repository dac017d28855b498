using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using Hms.Training.Loop;
using Hms.Training.Networks;
using TorchSharp;

namespace Hms.Training.Checkpoints;

/// <summary>Names everything that decides the bits of a training, part by part, so that a checkpoint goes on only with the training that wrote it.</summary>
internal static class TrainingIdentity
{
    /// <summary>Options that do not decide the weights, or that another part stands for.</summary>
    private static readonly HashSet<string> LeftOut =
    [
        nameof(EegImageClassificationOptions.Checkpoint), nameof(EegImageClassificationOptions.CancellationToken), nameof(EegImageClassificationOptions.Observer),
        nameof(EegImageClassificationOptions.ValidationView), nameof(EegImageClassificationOptions.TemporaryFolder), nameof(EegImageClassificationOptions.MemoryLimitBytes), nameof(EegImageClassificationOptions.MemoryShare),
        nameof(EegImageClassificationOptions.Device), nameof(EegImageClassificationOptions.OutOfMemory), nameof(EegImageClassificationOptions.Threads),
        nameof(EegImageClassificationOptions.WeightsPath), nameof(EegImageClassificationOptions.Specification),
    ];

    /// <summary>The parts by name.</summary>
    public static IReadOnlyDictionary<string, string> Of(
        EegImageClassificationOptions options, NetworkSpec spec, NetworkWeights start, SampleSpool train, SampleSpool? validation, torch.Device device) => new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["options"] = Hash(Describe(options)),
            ["network"] = Hash(Describe(spec)),
            ["start weights"] = start.Fingerprint(),
            ["training rows"] = Rows(train),
            ["validation rows"] = validation is null ? "none" : Rows(validation),
            ["threads"] = options.Threads.ToString(CultureInfo.InvariantCulture),
            ["device"] = device.ToString(),
            ["versions"] = $"{VersionOf(typeof(TrainingIdentity))}, TorchSharp {VersionOf(typeof(torch))}, .NET {Environment.Version}",
            ["instructions"] = $"{RuntimeInformation.ProcessArchitecture}, AVX2 {Avx2.IsSupported}, AVX-512 {Avx512F.IsSupported}, {ProcessorVendor()}",
        };

    /// <summary>All public values of an object, as text: equal exactly when they are equal. Doubles are written in full.</summary>
    internal static string Describe(object? value)
    {
        var text = new StringBuilder();
        Append(text, value, top: value is EegImageClassificationOptions);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object? value, bool top = false)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case string word: text.Append(CultureInfo.InvariantCulture, $"{word.Length}\"{word}\""); break;
            case IFormattable number when value.GetType().IsPrimitive || value is Enum or decimal: text.Append(number.ToString(null, CultureInfo.InvariantCulture)); break;
            case bool truth: text.Append(truth ? "true" : "false"); break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list)
                {
                    Append(text, item);
                    text.Append(',');
                }
                text.Append(']');
                break;
            default: AppendProperties(text, value, top); break;
        }
    }

    private static void AppendProperties(StringBuilder text, object value, bool top)
    {
        text.Append(value.GetType().Name).Append('{');
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            if (property.GetIndexParameters().Length > 0 || (top && LeftOut.Contains(property.Name))) { continue; }
            text.Append(property.Name).Append('=');
            Append(text, property.GetValue(value));
            text.Append(';');
        }
        text.Append('}');
    }

    /// <summary>Who made the processor, as it says itself, for example GenuineIntel: libtorch's libraries choose their kernels by it too.</summary>
    internal static string ProcessorVendor()
    {
        if (!X86Base.IsSupported) { return "other vendor"; }
        var (_, ebx, ecx, edx) = X86Base.CpuId(0, 0);
        return Encoding.ASCII.GetString(MemoryMarshal.AsBytes<int>((int[])[ebx, edx, ecx]));
    }

    private static string Rows(SampleSpool rows) => $"{rows.RowCount} x {rows.Shape}, {rows.ClassCount} classes, {rows.ContentHash}";

    private static string VersionOf(Type type) => type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? type.Assembly.GetName().Version!.ToString();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
