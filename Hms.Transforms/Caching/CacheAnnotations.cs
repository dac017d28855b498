using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Transforms.Mapping;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hms.Transforms.Caching;

/// <summary>Annotations in a cache file: vectors of text and of floats, texts and floats, which is what data views of EEG carry. Others are left out.</summary>
internal static class CacheAnnotations
{
    internal static JsonObject Read(DataViewSchema.Column column)
    {
        var json = new JsonObject();
        foreach (var annotation in column.Annotations.Schema)
        {
            if (annotation.Type == TextDataViewType.Instance)
            {
                ReadOnlyMemory<char> text = default;
                column.Annotations.GetValue(annotation.Name, ref text);
                json[annotation.Name] = text.ToString();
            }
            else if (annotation.Type == NumberDataViewType.Single)
            {
                float number = default;
                column.Annotations.GetValue(annotation.Name, ref number);
                json[annotation.Name] = number;
            }
            else if (ColumnAnnotations.GetNames(column, annotation.Name) is { } names)
            {
                json[annotation.Name] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]);
            }
            else if (annotation.Type is VectorDataViewType { ItemType: NumberDataViewType { RawType: var type } } && type == typeof(float))
            {
                VBuffer<float> numbers = default;
                column.Annotations.GetValue(annotation.Name, ref numbers);
                json[annotation.Name] = new JsonArray([.. numbers.DenseValues().Select(number => JsonValue.Create(number))]);
            }
        }
        return json;
    }

    internal static DataViewSchema.Annotations ToAnnotations(JsonObject json)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        foreach (var (kind, value) in json)
        {
            if (value is JsonArray { Count: > 0 } numbers && numbers[0]!.GetValueKind() == JsonValueKind.Number) { AddNumbers(builder, kind, [.. numbers.Select(number => number!.GetValue<float>())]); }
            else if (value is JsonArray names) { ColumnAnnotations.AddNames(builder, kind, [.. names.Select(name => name!.GetValue<string>())]); }
            else if (value!.GetValueKind() == JsonValueKind.String) { ColumnAnnotations.AddText(builder, kind, value.GetValue<string>()); }
            else { builder.AddPrimitiveValue(kind, NumberDataViewType.Single, value.GetValue<float>()); }
        }
        return builder.ToAnnotations();
    }
    private static void AddNumbers(DataViewSchema.Annotations.Builder builder, string kind, float[] numbers)
    {
        var values = new VBuffer<float>(numbers.Length, numbers);
        builder.Add(kind, new VectorDataViewType(NumberDataViewType.Single, numbers.Length), (ref VBuffer<float> target) => values.CopyTo(ref target));
    }
}
