using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Hms.Transforms.Persistence;

/// <summary>Every use of a member of ML.NET that is not public stands in this file; a test saves here and loads in another process.</summary>
/// <remarks>
/// ML.NET keeps persistence of third-party components internal. Used: ModelSaveContext.SaveBinaryStream and SetVersionInfo,
/// ModelLoadContext.TryLoadBinaryStream, LoadableClassAttribute, SchemaShape.Create, and the steps and scopes of an EstimatorChain.
/// </remarks>
internal static class MLNetInternals
{
    private const string LoaderSignature = "HmsStep";
    // ML.NET loads this assembly before it looks for the loader; without a version, so that a later Hms reads older files.
    private const string AssemblyName = "Hms.Transforms";
    private const uint ContainerVersion = 0x00010001;
    private static readonly Assembly Core = typeof(ITransformer).Assembly;

    /// <summary>Makes our steps known to a context's loader. Doing it twice is harmless.</summary>
    internal static void RegisterLoader(MLContext context) => context.ComponentCatalog.RegisterAssembly(new LoaderAssembly());

    internal static void Save(ModelSaveContext context, StepPayload payload)
    {
        var version = Activator.CreateInstance(
            Core.GetType("Microsoft.ML.VersionInfo", throwOnError: true)!,
            "HMSSTEP1", ContainerVersion, ContainerVersion, ContainerVersion, AssemblyName, LoaderSignature, null);
        typeof(ModelSaveContext).GetMethod("SetVersionInfo", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(context, [version]);
        foreach (var (name, bytes) in payload.ToEntries()) { SaveBinaryStream(context, name, writer => writer.Write(bytes)); }
    }

    /// <summary>The shape of a schema, as ML.NET's own estimators report it.</summary>
    internal static SchemaShape ToShape(DataViewSchema schema) => CreateShape(null, schema);

    /// <summary>The steps of an EstimatorChain with their scopes; none where this is no chain.</summary>
    internal static (IEstimator<ITransformer> Estimator, TransformerScope Scope)[] ChainSteps(object estimator)
    {
        var type = estimator.GetType();
        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EstimatorChain<>)
            ? [.. Field<IEstimator<ITransformer>>("_estimators").Zip(Field<TransformerScope>("_scopes"))]
            : [];

        T[] Field<T>(string name) =>
            type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(estimator) as T[]
            ?? throw new NotSupportedException($"This version of ML.NET keeps no {name} in an EstimatorChain; use the version that Hms was built with.");
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(SaveBinaryStream))]
    private static extern void SaveBinaryStream(ModelSaveContext context, string name, Action<BinaryWriter> action);

    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Create")]
    private static extern SchemaShape CreateShape(SchemaShape? type, DataViewSchema schema);

    /// <summary>An assembly that exists only to carry our loader's attribute, which cannot be written in C# because its type's constructors are closed to us.</summary>
    private sealed class LoaderAssembly : Assembly
    {
        public override string? FullName => "Hms.Transforms.Loader";

        public override Type[] GetTypes() => [];

        public override AssemblyName GetName() => new("Hms.Transforms.Loader");

        public override object[] GetCustomAttributes(Type attributeType, bool inherit)
        {
            var attribute = Core.GetType("Microsoft.ML.LoadableClassAttribute", throwOnError: true)!;
            var attributes = (object[])Array.CreateInstance(attributeType, attributeType.IsAssignableFrom(attribute) ? 1 : 0);
            if (attributes.Length == 1)
            {
                var signature = Core.GetType("Microsoft.ML.SignatureLoadModel", throwOnError: true)!;
                attributes[0] = Activator.CreateInstance(attribute, typeof(ITransformer), typeof(Loader), null, signature, "Hms step", new[] { LoaderSignature })!;
            }
            return attributes;
        }
    }

    /// <summary>The loader class: ML.NET finds its method Create by name and signature.</summary>
    private static class Loader
    {
        private static ITransformer Create(IHostEnvironment env, object context) => StepRegistry.Create(StepPayload.FromEntries(name => Read(context, name)));

        private static byte[]? Read(object context, string name)
        {
            byte[]? bytes = null;
            TryLoadBinaryStream(context, name, reader =>
            {
                using var memory = new MemoryStream();
                reader.BaseStream.CopyTo(memory);
                bytes = memory.ToArray();
            });
            return bytes;
        }

        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = nameof(TryLoadBinaryStream))]
        private static extern bool TryLoadBinaryStream(
            [UnsafeAccessorType("Microsoft.ML.ModelLoadContext, Microsoft.ML.Core")] object context, string name, Action<BinaryReader> action);
    }
}
