// dotnet run -c Release --project Hms.Benchmarks -- --filter '*Signal*'
using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
