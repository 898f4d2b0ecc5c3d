console.log('a,b')
process.exit(7)
