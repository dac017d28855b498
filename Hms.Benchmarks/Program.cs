// dotnet run -c Release --project Hms.Benchmarks -- --filter '*Signal*'    BenchmarkDotNet
// dotnet run -c Release --project Hms.Benchmarks -- peers                  beside SciPy, PyWavelets and torch: Peers/README.md
using BenchmarkDotNet.Running;
using Hms.Benchmarks.Peers;

if (args is ["peers", .. var options]) { return PeerCommand.Run(options); }
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
