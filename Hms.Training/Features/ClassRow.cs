using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Training.Features;

/// <summary>A row of one class, as ML.NET's trainers read it.</summary>
internal sealed class ClassRow
{
    /// <summary>The features.</summary>
    public float[] Features { get; init; } = [];

    /// <summary>The class, from 0: ML.NET itself turns the number of an object into a key, which counts from 1.</summary>
    public uint Label { get; init; }

    /// <summary>Weight in the loss.</summary>
    public float Weight { get; init; }

    /// <summary>Rows as a view whose label is a key of all classes, also of those without a row.</summary>
    public static IDataView View(MLContext context, IEnumerable<ClassRow> rows, int featureCount, int classCount)
    {
        var schema = SchemaDefinition.Create(typeof(ClassRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, featureCount);
        schema[nameof(Label)].ColumnType = new KeyDataViewType(typeof(uint), classCount);
        return context.Data.LoadFromEnumerable<ClassRow>([.. rows], schema);
    }
}
